// One clock for all the relative times of a page: it ticks every half minute, and not at all in a hidden tab.

let now = $state(Date.now());

/** Milliseconds since 1970; what reads it is drawn again as time passes. */
export const clock = {
  get now() {
    return now;
  },
};

if (typeof document !== 'undefined') {
  const tick = () => {
    if (!document.hidden) now = Date.now();
  };
  setInterval(tick, 30_000);
  document.addEventListener('visibilitychange', tick);
}
