/** What a run's recording says where no answer came, and the browser knew that it had no network. */
export const OFFLINE = 'this device is offline';
