/**
 * Takes the ticket out of the fragment and out of the address bar. A fragment is sent to no server and stands in no
 * log; out of the bar it is in no screenshot, history or bookmark either (CF-29).
 */
export function takeTicket(): string | undefined {
  const ticket = location.hash.slice(1);
  history.replaceState(history.state, '', location.pathname + location.search);
  return ticket === '' ? undefined : ticket;
}
