// The brand's colour, made safe to read: what stands on it is black or white, whichever contrasts more.

type Rgb = [number, number, number];

function parse(color: string): Rgb | null {
  const match = /^#([0-9a-f]{6})$/i.exec(color);
  return match ? ([0, 2, 4].map((at) => Number.parseInt(match[1]!.slice(at, at + 2), 16)) as Rgb) : null;
}

/** Relative luminance, WCAG 2.2. */
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((each) => {
    const part = each / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export interface Accent {
  color: string;
  on: string;
}

/** Sets the tokens on `root`, lightened in the dark where the colour would sink into the ground; null keeps ours. */
export function accent(color: string | null, dark: boolean): Accent | null {
  let rgb = color === null ? null : parse(color);
  if (!rgb) return null;
  for (let step = 0; step < 12 && (dark ? luminance(rgb) < 0.2 : luminance(rgb) > 0.3); step++) {
    rgb = rgb.map((each) => Math.round(dark ? each + (255 - each) * 0.12 : each * 0.9)) as Rgb;
  }
  const light = luminance(rgb);
  const on = 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? '#ffffff' : '#0b1018';
  return { color: `#${rgb.map((each) => each.toString(16).padStart(2, '0')).join('')}`, on };
}
