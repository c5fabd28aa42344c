"""What was done: one record in the transaction of every act."""
