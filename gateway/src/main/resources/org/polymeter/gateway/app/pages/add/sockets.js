/** Drawings of the sockets that meters have, and of their contacts. */
import {html} from '../../vendor/preact.js';
import {t} from '../../core/text.js';

/** A socket from the front, its contacts numbered from the left; those that are used stand out. */
function Jack({contacts, used, label}) {
  const wide = contacts * 22 + 36;
  const left = (240 - wide) / 2;
  const at = i => left + 18 + i * 22 + 11;
  return html`<g>
    <rect class="body" x=${left} y="22" width=${wide} height="92" rx="8" />
    <path class="hole" d=${`M${left + 12} 34h${wide - 24}v52h-${(wide - 24) / 2 - 22}v14h-44v-14h-${(wide - 24) / 2 - 22}z`} />
    ${Array.from({length: contacts}, (_, i) => html`<g key=${i} class=${used[i + 1] ? 'contact used' : 'contact'}>
      <rect x=${at(i) - 4} y="34" width="8" height="26" rx="2" /><text x=${at(i)} y="77">${i + 1}</text></g>`)}
    ${Object.entries(used).map(([contact, words], i) => html`<g key=${contact} class="lead">
      <path d=${`M${at(contact - 1)} 114V${128 + (i % 2) * 18}`} /><text x=${at(contact - 1)} y=${142 + (i % 2) * 18}>${words}</text></g>`)}
    ${label && html`<text class="name" x="120" y="14">${label}</text>`}
  </g>`;
}

function Terminals({names}) {
  const gap = 56;
  const left = 120 - (names.length - 1) * gap / 2;
  return html`<g><rect class="body" x=${left - 40} y="30" width=${(names.length - 1) * gap + 80} height="80" rx="8" />
    ${names.map((name, i) => html`<g key=${name} class="contact used"><circle cx=${left + i * gap} cy="66" r="18" />
      <path class="slot" d=${`M${left + i * gap - 11} ${66 + 7}l22-14`} /><text x=${left + i * gap} y="104">${name}</text>
      <path class="strand" d=${`M${left + i * gap} 110v40`} /></g>`)}</g>`;
}

function Eye() {
  return html`<g><rect class="body" x="50" y="16" width="140" height="132" rx="10" />
    <rect class="hole" x="72" y="30" width="96" height="30" rx="4" /><text class="display" x="120" y="51">013779</text>
    <circle class="ring" cx="120" cy="104" r="32" /><circle class="lamp" cx="106" cy="104" r="7" /><circle class="lamp" cx="134" cy="104" r="7" /></g>`;
}

function Radio() {
  return html`<g><rect class="body" x="50" y="40" width="80" height="104" rx="10" /><rect class="hole" x="64" y="54" width="52" height="22" rx="4" />
    <path class="wave" d="M146 72a28 28 0 0 1 0 40M160 58a48 48 0 0 1 0 68M174 44a68 68 0 0 1 0 96" /></g>`;
}

function Box() {
  return html`<g><rect class="body" x="60" y="20" width="120" height="124" rx="10" /><rect class="hole" x="78" y="36" width="84" height="34" rx="4" />
    <text class="question" x="120" y="122">?</text></g>`;
}

const DRAWINGS = {
  p1: () => html`<${Jack} contacts=${6} label="RJ12" used=${{1: t('add.pin_power'), 2: t('add.pin_request'), 3: t('add.pin_ground'), 5: t('add.pin_data'), 6: t('add.pin_ground')}} />`,
  mbus: () => html`<${Jack} contacts=${6} label="RJ12" used=${{3: 'M-Bus', 4: 'M-Bus'}} />`,
  han: () => html`<${Jack} contacts=${8} label="RJ45" used=${{1: 'M-Bus', 2: 'M-Bus'}} />`,
  network: () => html`<${Jack} contacts=${8} label="RJ45" used=${{}} />`,
  module: () => html`<${Terminals} names=${['1', '2']} />`,
  rs485: () => html`<${Terminals} names=${['A', 'B']} />`,
  tic: () => html`<${Terminals} names=${['I1', 'I2']} />`,
  infrared: Eye,
  radio: Radio,
};

/** The drawing of a socket, by the word of operators.txt. */
export function SocketDrawing({socket}) {
  const Drawing = DRAWINGS[socket] || Box;
  return html`<svg class="socket" viewBox="0 0 240 166" role="img" aria-label=${t('add.drawing', {socket: t('add.socket_' + socket)})}><${Drawing} /></svg>`;
}
