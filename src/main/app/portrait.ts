export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The screen that a lobby tablet has when it stands upright. */
const tablet: Size = { width: 1080, height: 1920 };

/** The largest window of a tablet's shape that fits into `area`, never larger than the tablet. Pixels. */
export function portraitWithin(area: Size): Size {
  const scale = Math.min(1, area.width / tablet.width, area.height / tablet.height);
  return {
    width: Math.floor(tablet.width * scale),
    height: Math.floor(tablet.height * scale),
  };
}
