/** Chromium cannot serve a scheme of our own, so `app://HOST/` is `http://HOST.localhost/` in it: a secure context too. */
const web = /^http:\/\/([a-z0-9-]+)\.localhost(?=[/?#]|$)/;
const app = /^app:\/\/([a-z0-9-]+)(?=[/?#]|$)/;

export const toWeb = (url: string): string => url.replace(app, 'http://$1.localhost');
export const toApp = (url: string): string => url.replace(web, 'app://$1');
