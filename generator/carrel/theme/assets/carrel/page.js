/* What every page has: the button that changes the colours, and keys for what scrolls. */
'use strict';
(function () {
  const html = document.documentElement;
  const words = window.carrelStrings;

  // --- colours: as the system has them, light, dark ------------------------------------------------------------------

  /** @param {HTMLButtonElement} button */
  function changeColours(button) {
    const schemes = ['system', 'light', 'dark'];
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
  }

  const button = document.querySelector('[data-carrel=scheme]');
  if (button instanceof HTMLButtonElement) changeColours(button);

  // --- what is folded away opens for whoever was sent there -----------------------------------------------------------

  function openTarget() {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  }

  openTarget();
  window.addEventListener('hashchange', openTarget);

  // --- a formula, code or a table that is wider than the page can be reached, and scrolled, by keyboard -----------------

  /** Make what scrolls sideways part of the tab order, and nothing else. */
  function reachWide() {
    for (const part of document.querySelectorAll('.sheet :is(.math, pre, table)')) {
      if (part.scrollWidth > part.clientWidth) part.setAttribute('tabindex', '0');
      else part.removeAttribute('tabindex');
    }
  }

  reachWide();
  window.addEventListener('load', reachWide);
  window.addEventListener('resize', reachWide);
})();
