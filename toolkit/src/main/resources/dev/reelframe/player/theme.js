// Light or dark where the reader says so; as the system says otherwise. Kept for the next page where the browser keeps anything.
const THEMES = ['auto', 'light', 'dark'];

function themed(button) {
  const kept = what => { try { return what(); } catch { return null; } };
  let theme = kept(() => localStorage.getItem('reelframe-theme'));
  const show = () => {
    if (!THEMES.includes(theme)) theme = 'auto';
    document.documentElement.style.colorScheme = theme === 'auto' ? '' : theme;
    button.textContent = 'Theme: ' + theme;
    window.dispatchEvent(new Event('themechange'));
  };
  button.addEventListener('click', () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    kept(() => localStorage.setItem('reelframe-theme', theme));
    show();
  });
  show();
}
