/** Whether the address asks for the panel: `?faults=1`. */
export const faultsAsked = new URLSearchParams(location.search).get('faults') === '1';
