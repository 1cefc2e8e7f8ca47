/* Keeps an open page in step with the preview: loads it again when the site changed, shows the faults that stop it. */
'use strict';
(function () {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const site = Number(script.dataset.site);
  const address = new URL('live', script.src);
  let seen = -1;
  /** @type {AbortController | undefined} */
  let request;

  const banner = document.createElement('div');
  banner.setAttribute('role', 'alert');
  Object.assign(banner.style, {
    position: 'fixed', inset: 'auto 0 0 0', zIndex: '2147483647', maxHeight: '50vh', overflow: 'auto',
    boxSizing: 'border-box', padding: '12px 16px', background: '#8b1a1a', color: '#fff',
    font: '14px/1.5 ui-monospace, monospace', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere',
  });

  /** @param {string[]} faults */
  function show(faults) {
    banner.textContent = faults.join('\n');
    if (faults.length) document.body.append(banner);
    else banner.remove();
  }

  async function ask() {
    request = new AbortController();
    address.searchParams.set('seen', String(seen));
    const answer = await fetch(address, { signal: request.signal, cache: 'no-store' });
    const state = await answer.json();
    if (state.site !== site) location.reload();
    ({ seen } = state);
    show(state.faults);
  }

  // A hidden page lets go of its connection: a browser has only a few for each host.
  const shown = () =>
    new Promise((resolve) => {
      if (document.hidden) document.addEventListener('visibilitychange', resolve, { once: true });
      else resolve(undefined);
    });
  document.addEventListener('visibilitychange', () => document.hidden && request?.abort());

  const rest = () =>
    new Promise((resolve) => {
      setTimeout(resolve, 1000);
    });

  async function listen() {
    for (;;) {
      await shown();
      await ask().catch(rest);
    }
  }
  listen();
})();
