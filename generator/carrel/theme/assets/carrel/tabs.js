/* Hand-written pages: content tabs keep the reader's choice, and a link to a tab opens it. */
'use strict';
(function () {
  const kept = window.__md_get('__tabs');
  const choices = Array.isArray(kept) ? kept : [];
  for (const tabs of document.querySelectorAll('.tabbed-set')) {
    const labels = [...tabs.querySelectorAll(':scope > .tabbed-labels > label')];
    const choice = choices.find((words) => labels.some((label) => label.textContent.trim() === words));
    const label = /** @type {HTMLLabelElement | undefined} */ (labels.find((one) => one.textContent.trim() === choice));
    if (label && label.control) /** @type {HTMLInputElement} */ (label.control).checked = true;
  }
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLInputElement && target.name.startsWith('__tabbed_')) target.checked = true;
})();
