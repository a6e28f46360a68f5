// Hands a page everything that the kiosk's own preload keeps from it, to see what main does then.
const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('raw', {
  invoke: (channel, args) => ipcRenderer.invoke(channel, ...args),
});
