// How the button and the frame look in the host's page. The tokens' style sheet is too heavy for it: this is the one
// place with values of its own, taken from ui/src/tokens.css.

export const BUBBLE = 'M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z';
export const CROSS = 'M6 6l12 12M18 6 6 18';

export const STYLE = `
:host{all:initial;--accent:#2458c9;position:fixed;z-index:2147483000}
button,iframe{position:fixed;inset-inline-end:20px;border:0}
:host(.start) :is(button,iframe){inset-inline:20px auto}
button{inset-block-end:max(20px,env(safe-area-inset-bottom));width:56px;height:56px;padding:0;border-radius:50%;background:var(--accent);color:#fff;cursor:pointer;box-shadow:0 4px 16px #18213340}
button:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
svg{display:block;width:26px;margin:auto;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
span{position:absolute;inset-block-start:-4px;inset-inline-end:-4px;min-width:20px;padding:0 5px;box-sizing:border-box;border-radius:10px;background:#f2a31b;color:#2b1a00;font:600 12px/20px system-ui}
span:empty,iframe{display:none}
iframe{inset-block-end:92px;width:400px;height:min(720px,100dvh - 112px);border-radius:16px;background:Canvas;color-scheme:light dark;box-shadow:0 16px 48px #18213340}
:host([open]) iframe{display:block}
@media(max-width:480px){:host([open]) iframe{inset:0;width:100%;height:100dvh;border-radius:0}:host([open]) button{display:none}}`;
