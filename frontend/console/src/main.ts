import '$ui/tokens.css';
import '$ui/base.css';
import './tokens.css';
import './console.css';
import { mount } from 'svelte';
import { catalogue, speak } from '$ui/i18n.svelte';
import App from './App.svelte';
import { AREAS, density, wantedLanguages } from './preferences';

catalogue(import.meta.glob('$texts/*/*.json'));
document.documentElement.dataset.density = density();

await speak(wantedLanguages(null), AREAS);
mount(App, { target: document.getElementById('app')! });
