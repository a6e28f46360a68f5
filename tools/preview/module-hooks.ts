import { registerHooks } from 'node:module';

const names = new Set(['electron', 'electron/main', 'electron/common']);
const url = 'preview:electron';
const slot = Symbol.for('vestibule.preview.electron');

/** From here on, whoever loads `electron` gets `standIn`: by name or as a whole, by import or by require. */
export function provideElectron(standIn: object): void {
  Reflect.set(globalThis, slot, standIn);
  const source = [
    `const electron = globalThis[Symbol.for('${slot.description}')];`,
    ...Object.keys(standIn).map((name) => `export const ${name} = electron.${name};`),
    'export default electron;',
    "export { electron as 'module.exports' };",
  ].join('\n');
  registerHooks({
    resolve: (specifier, context, next) =>
      names.has(specifier) ? { url, shortCircuit: true } : next(specifier, context),
    load: (loaded, context, next) =>
      loaded === url ? { format: 'module', source, shortCircuit: true } : next(loaded, context),
  });
}
