import '@fontsource-variable/inter/opsz.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/controls.css';
import './styles/list.css';
import './styles/screen.css';
import './styles/welcome.css';
import './styles/confirm.css';
import './styles/result.css';
import './styles/still-here.css';
import './styles/motion.css';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './app.tsx';
import { bridge } from './bridge.ts';
import { after } from './flow/after.ts';
import { FlowContext } from './flow/context.ts';
import { createFlow } from './flow/store.ts';
import { loadTexts } from './i18n/index.ts';
import { Boundary } from './ui/boundary.tsx';

const flow = createFlow({
  bridge,
  after,
  newId: () => crypto.randomUUID(),
  loadCheckPhone: async () => (await import('#shared/domain/phone.ts')).checkPhone,
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root"');
const texts = await loadTexts();
createRoot(root).render(
  <I18nextProvider i18n={texts}>
    <Boundary onBroken={() => flow.getState().send({ type: 'leave' })}>
      <FlowContext value={flow}>
        <App />
      </FlowContext>
    </Boundary>
  </I18nextProvider>,
);
