// Before the first paint, so that nobody who chose dark sees a white flash. No module: those run after the paint.
(() => {
  const chosen = localStorage.getItem('settle.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
})();
