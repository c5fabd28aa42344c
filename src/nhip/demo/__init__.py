"""The worked example: Bắc Kạn in 2019 and 2020 on real units, with synthetic plans, reports and people."""
