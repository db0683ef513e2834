interface Day<Event> {
  /** As a heading: today, yesterday, or the date. */
  readonly day: string;
  readonly events: Event[];
}

const DAY_SECONDS = 86_400;

/** Events that fall on one day, in the time zone of the browser; the order stays. */
export function byDay<Event extends { readonly atSeconds: number }>(
  events: readonly Event[],
  nowSeconds: number,
  locale: string,
): readonly Day<Event>[] {
  const name = dayNames(nowSeconds, locale);
  const days: Day<Event>[] = [];
  for (const event of events) {
    const day = name(event.atSeconds);
    const last = days.at(-1);
    if (last?.day === day) last.events.push(event);
    else days.push({ day, events: [event] });
  }
  return days;
}

function dayNames(nowSeconds: number, locale: string): (atSeconds: number) => string {
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const dated = (atSeconds: number) => full.format(new Date(atSeconds * 1000));
  const near = new Map(
    [-1, 0].map((days) => [dated(nowSeconds + days * DAY_SECONDS), relative.format(days, 'day')]),
  );
  return (atSeconds) => {
    const date = dated(atSeconds);
    const close = near.get(date);
    return close === undefined ? date : capital(close, locale);
  };
}

function capital(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
