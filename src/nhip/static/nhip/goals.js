// What is left of a divided target while its parts are typed. The server decides; without this it says the same.
const english = document.documentElement.lang === "en";

function numberOf(text) {
  const typed = text.replace(/\s/g, "");
  if (!typed) return 0;
  const plain = english ? typed.replaceAll(",", "") : typed.replaceAll(".", "").replace(",", ".");
  return Number(plain);
}

function say(row) {
  const sum = [...row.querySelectorAll("[data-part]")].reduce((total, one) => total + numberOf(one.value), 0);
  const left = Number((Number(row.dataset.whole) - sum).toFixed(6));
  const output = row.querySelector("[data-left]");
  output.textContent = Number.isNaN(left) ? "?" : left.toLocaleString(english ? "en" : "vi", { maximumFractionDigits: 6 });
  output.classList.toggle("wrong", left !== 0);
}

for (const row of document.querySelectorAll("tr[data-whole]")) {
  row.addEventListener("input", () => say(row));
  say(row);
}
