// Starts the client: settings and words first, so that nothing is shown in a wrong language or theme.
import { mount } from 'svelte';
import App from './App.svelte';
import { i18n } from './i18n/i18n.svelte';
import { clock } from './stores/clock.svelte';
import { follow_presses } from './stores/focus';
import { live } from './stores/live.svelte';
import { printing } from './stores/printing.svelte';
import { router } from './stores/router.svelte';
import { session } from './stores/session.svelte';
import { settings } from './stores/settings.svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/forms.css';
import './styles/levels.css';
import './styles/prose.css';
import './styles/print.css';

settings.start();
const words = i18n.use(settings.first_language());
const known = session.start();
router.start();
clock.start();
follow_presses();
printing.start();
live.follow_network();
await words;
await Promise.race([known, new Promise((resolve) => setTimeout(resolve, 300))]);
mount(App, { target: document.getElementById('app') as HTMLElement });
