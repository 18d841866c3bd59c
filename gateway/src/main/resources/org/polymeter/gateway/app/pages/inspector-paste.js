/** A box for bytes from anywhere. What is pasted is explained by the gateway and kept nowhere. */
import {html, useState} from '../vendor/preact.js';
import {send} from '../core/api.js';
import {t} from '../core/text.js';
import {Card, Field, Notice} from '../core/parts.js';
import {DAMAGED, KEY, SEALED, TEXT} from './inspector-examples.js';

const EXAMPLES = {text: TEXT, sealed: SEALED, damaged: DAMAGED};

export function Paste({sources, source, onExplained}) {
  const [bytes, setBytes] = useState('');
  const [like, setLike] = useState(source || '');
  const [key, setKey] = useState('');
  const [authKey, setAuthKey] = useState('');
  const [hint, setHint] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const explain = async () => {
    setBusy(true);
    setProblem(null);
    try {
      onExplained(await send('POST', '/api/app/explanation', {bytes, source: like, key, authKey}));
    } catch (trouble) {
      setProblem(trouble);
    }
    setBusy(false);
  };
  const example = name => {
    setBytes(EXAMPLES[name]);
    setLike('');
    setHint(name === 'sealed' ? KEY : '');
  };
  const submit = event => {
    event.preventDefault();
    explain();
  };
  return html`<${Card} kind="paste" label=${t('inspector.paste')}><form onSubmit=${submit}>
    <div class="field"><label for="pasted">${t('inspector.paste_label')}</label>
      <textarea id="pasted" class="mono" rows="8" spellcheck="false" autocomplete="off" aria-describedby="pasted-hint"
        value=${bytes} onInput=${event => setBytes(event.target.value)}></textarea>
      <p class="hint" id="pasted-hint">${t('inspector.paste_hint')}</p></div>
    <div class="row examples"><span class="quiet small">${t('inspector.example')}</span>
      ${Object.keys(EXAMPLES).map(name => html`<button type="button" class="link" key=${name} onClick=${() => example(name)}>${t(`inspector.example_${name}`)}</button>`)}</div>
    ${hint && html`<p class="hint small">${t('inspector.example_key')} <code class="example-key">${hint}</code></p>`}
    ${sources.length > 0 && html`<${Field} label=${t('inspector.like')} hint=${t('inspector.like_hint')} value=${like} onChange=${setLike}
      options=${[['', t('inspector.like_none')], ...sources.map(it => [it.id, it.id])]} />`}
    <${Field} label=${t('inspector.key')} hint=${t('inspector.key_hint')} type="text" class="mono" autocomplete="off" spellcheck="false" value=${key} onChange=${setKey} />
    ${(key || authKey) && html`<${Field} label=${t('inspector.auth_key')} hint=${t('inspector.auth_key_hint')} type="text" class="mono" autocomplete="off" spellcheck="false" value=${authKey} onChange=${setAuthKey} />`}
    ${problem && html`<${Notice} kind="bad" title=${t('inspector.refused')}><p>${problem.message}</p><//>`}
    <button type="submit" class="button main" disabled=${busy || !bytes.trim()}>${t('inspector.explain')}</button>
  </form><//>`;
}
