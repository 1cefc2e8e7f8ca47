/** Whose turn it is: work stops for a moment, so that the page can breathe, and for good if nobody waits any more. */
'use strict';
(function () {
  const STEP = 12; // milliseconds of work at a stretch

  const STALE = new Error('stale');

  /** @type {(() => void)[]} */
  const waiting = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => waiting.shift()?.();
  let began = performance.now();

  /** Let the page breathe if we have worked for long; stop if nobody waits any more. @param {() => boolean} stale */
  async function breathe(stale) {
    if (performance.now() - began > STEP) {
      await new Promise((resolve) => {
        waiting.push(() => resolve(undefined));
        channel.port2.postMessage(0);
      });
      began = performance.now();
    }
    if (stale()) throw STALE;
  }

  /** Work begins now. */
  function begin() {
    began = performance.now();
  }

  window.carrelTurn = { begin, breathe, STALE };
})();
