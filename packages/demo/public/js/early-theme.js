/* Runs before the first paint, so that nobody who likes it dark is flashed at. Not a module: those wait for the page. */
(() => {
  const asked = new URLSearchParams(location.search).get('theme');
  const choice = asked === 'dark' || asked === 'light' ? asked : localStorage.getItem('linden-theme');
  if (choice === 'dark' || choice === 'light') document.documentElement.dataset.theme = choice;
})();
