import { expect, test } from 'vitest';
import { KnownEmitter, only, preventable } from '../../../tools/preview/absent.ts';

test('what is there is given, what is not throws by name', async () => {
  const app = only('electron.app', { name: 'vestibule', nothing: undefined });
  expect(app.name).toBe('vestibule');
  expect(app.nothing).toBeUndefined();
  expect(() => Reflect.get(app, 'dock')).toThrow('electron.app.dock is not in the preview');
  expect(await app).toBe(app);
});

test('an emitter takes listeners for the events that it knows', () => {
  const emitter = only('electron.app', new KnownEmitter('electron.app', ['ready']));
  const heard: unknown[] = [];
  emitter.on('ready', (value: unknown) => heard.push(value));
  emitter.once('ready', (value: unknown) => heard.push(value));
  emitter.emit('ready', 1);
  emitter.emit('ready', 2);
  expect(heard).toEqual([1, 1, 2]);
  for (const listen of ['on', 'once', 'addListener'] as const)
    expect(() => emitter[listen]('open-url', () => {})).toThrow(
      "electron.app.on('open-url') is not in the preview",
    );
});

test('an event remembers that it was refused', () => {
  const event = preventable({ url: 'app://kiosk/' });
  expect(event).toMatchObject({ url: 'app://kiosk/', defaultPrevented: false });
  event.preventDefault();
  expect(event.defaultPrevented).toBe(true);
});
