import { app, type WebPreferences } from 'electron';

/** What no page in a window of ours may do, whosever page it is. */
export function confined(): WebPreferences {
  return {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    devTools: !app.isPackaged,
    spellcheck: false,
  };
}
