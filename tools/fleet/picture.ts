import type { FleetReport } from './simulate.ts';

const WIDTH = 800;
const LEFT = 56;
const RIGHT = 16;
const HEIGHT = 130;

/** A fleet's story as SVG, for a light page and a dark one: how many arrivals wait, and how many requests come in. */
export function picture(report: FleetReport): string {
  const { kiosks, lineBack, lineDown, minutes } = report;
  const x = (minute: number) => round(LEFT + (minute / minutes.length) * (WIDTH - LEFT - RIGHT));
  const band = (top: number) =>
    `<rect class="down" x="${x(lineDown)}" y="${top}" width="${round(x(lineBack) - x(lineDown))}" height="${HEIGHT}"/>`;
  const hours = Array.from({ length: Math.floor(minutes.length / 60) + 1 }, (_, hour) => hour);

  function panel(top: number, title: string, values: readonly number[], marks: readonly number[]) {
    const most = Math.max(...marks) * 1.1;
    const y = (value: number) => round(top + HEIGHT * (1 - value / most));
    const line = values.map((value, minute) => `${x(minute + 1)},${y(value)}`);
    return {
      y,
      svg: [
        `<text class="title" x="${LEFT}" y="${top - 10}">${title}</text>`,
        band(top),
        ...marks.map(
          (mark) =>
            `<path class="grid" d="M${LEFT} ${y(mark)}H${WIDTH - RIGHT}"/><text class="end" x="${LEFT - 8}" y="${y(mark) + 4}">${mark.toLocaleString('en')}</text>`,
        ),
        `<polygon class="area" points="${x(0)},${y(0)} ${line.join(' ')} ${x(values.length)},${y(0)}"/>`,
        `<polyline class="line" points="${line.join(' ')}"/>`,
        ...hours.map(
          (hour) =>
            `<text class="middle" x="${x(hour * 60)}" y="${top + HEIGHT + 18}">${hour} h</text>`,
        ),
      ],
    };
  }

  const all = kiosks * report.guests;
  const queue = panel(
    64,
    'Arrivals that wait',
    minutes.map((minute) => minute.queue),
    [0, all / 2, all],
  );
  const writes = panel(
    260,
    'Writes that come in, each minute',
    minutes.map((minute) => minute.writes),
    [0, 30, 60],
  );
  const middle = round((x(lineDown) + x(lineBack)) / 2);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} 420" role="img" aria-labelledby="name">
<title id="name">${kiosks.toLocaleString('en')} kiosks lose the line together and regain it together: their queues empty at an even pace below the limit</title>
<style>
  text { font: 13px system-ui, sans-serif; fill: #59636e }
  .title { font-weight: 600; fill: #1f2328 }
  .middle { text-anchor: middle } .end { text-anchor: end }
  .grid { stroke: #d1d9e0 } .down { fill: #818b98; opacity: .16 }
  .area { fill: #0e7c66; opacity: .18 } .line { fill: none; stroke: #0e7c66; stroke-width: 1.5 }
  .limit { stroke: #c93c37; stroke-dasharray: 5 4 } .says { fill: #c93c37; text-anchor: end }
  @media (prefers-color-scheme: dark) {
    text { fill: #9198a1 } .title { fill: #f0f6fc } .grid { stroke: #3d444d }
    .area { fill: #3fbf9f } .line { stroke: #3fbf9f } .limit { stroke: #ff7b72 } .says { fill: #ff7b72 }
  }
</style>
<text x="${LEFT}" y="22">${kiosks.toLocaleString('en')} kiosks on one Nexudus account, ${report.guests} guests at each while the line is down</text>
${queue.svg.join('\n')}
<text class="middle" x="${middle}" y="84">no line</text>
${writes.svg.join('\n')}
<path class="limit" d="M${LEFT} ${writes.y(60)}H${WIDTH - RIGHT}"/>
<text class="says" x="${WIDTH - RIGHT}" y="${writes.y(60) - 6}">the vendor’s limit</text>
</svg>
`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
