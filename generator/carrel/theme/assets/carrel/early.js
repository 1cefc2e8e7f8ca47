/*
 * Runs in the head, before anything is painted: the reader's choice of colours, and the sign that scripts run.
 * Also holds the four helpers that Material's own templates and bundle expect (Material prints them into each page).
 */
'use strict';
(function () {
  const html = document.documentElement;
  html.classList.replace('no-js', 'js');

  try {
    const scheme = localStorage.getItem('carrel.scheme');
    if (scheme === 'light' || scheme === 'dark') html.dataset.scheme = scheme;
  } catch {
    // No storage here (a sandbox, or cookies are off): the colours follow the system.
  }

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL('../../', script.src);

  Object.assign(window, {
    __md_scope: root,
    /** @param {string} text */
    __md_hash: (text) => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0),
    /** @param {string} key */
    __md_get: (key, storage = localStorage, scope = root) =>
      JSON.parse(/** @type {string} */ (storage.getItem(`${scope.pathname}.${key}`))),
    /** @param {string} key @param {unknown} value */
    __md_set: (key, value, storage = localStorage, scope = root) => {
      try {
        storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
      } catch {
        // Not remembered, then.
      }
    },
  });
})();
