/* The button of the header that changes the colours: as the system has them, light, dark. */
'use strict';
(function () {
  const found = document.querySelector('[data-carrel=scheme]');
  if (!found) return;
  const button = /** @type {HTMLButtonElement} */ (found);
  const html = document.documentElement;
  const words = window.carrelStrings;
  const schemes = ['system', 'light', 'dark'];

  /** @returns {string} the scheme now chosen */
  const chosen = () => html.dataset.scheme ?? 'system';

  /** Say on the button what is chosen. */
  function label() {
    const state = words[`scheme.${chosen()}`];
    button.title = state;
    button.setAttribute('aria-label', state);
  }

  button.addEventListener('click', () => {
    const next = schemes[(schemes.indexOf(chosen()) + 1) % schemes.length];
    if (next === 'system') delete html.dataset.scheme;
    else html.dataset.scheme = next;
    try {
      localStorage.setItem('carrel.scheme', next);
    } catch {
      // The choice holds for this page only.
    }
    label();
  });

  label();
  button.hidden = false;
})();
