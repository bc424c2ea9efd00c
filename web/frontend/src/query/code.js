// The text of a query in CodeMirror, over the form's own textarea, which stays what is sent.
import {autocompletion, closeBrackets, completionKeymap} from '@codemirror/autocomplete';
import {defaultKeymap, history, historyKeymap} from '@codemirror/commands';
import {bracketMatching, HighlightStyle, syntaxHighlighting} from '@codemirror/language';
import {lintGutter, setDiagnostics} from '@codemirror/lint';
import {EditorState, Prec} from '@codemirror/state';
import {drawSelection, EditorView, keymap, lineNumbers} from '@codemirror/view';
import {tags} from '@lezer/highlight';
import {sparql} from 'codemirror-lang-sparql';

const colours = HighlightStyle.define([
  {tag: tags.keyword, color: 'var(--cluster)'}, {tag: tags.string, color: 'var(--lacquer)'}, {tag: tags.comment, color: 'var(--soft)'},
  {tag: tags.variableName, color: 'var(--body)'}, {tag: tags.namespace, color: 'var(--pine)'}, {tag: tags.number, color: 'var(--place)'},
]);

export class Code {
  // `complete` is a source of completions, `run` is called by Ctrl+Enter.
  constructor(area, {nonce, label, complete, run}) {
    this.view = new EditorView({state: EditorState.create({doc: area.value, extensions: [
      lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), lintGutter(), sparql(),
      syntaxHighlighting(colours), autocompletion({override: [complete]}), EditorView.lineWrapping,
      EditorView.cspNonce.of(nonce),
      EditorView.contentAttributes.of({'aria-label': label, lang: 'en'}),
      Prec.highest(keymap.of([{key: 'Mod-Enter', run: () => { run(); return true; }}])),
      keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]), // Tab leaves the editor
      EditorView.updateListener.of(update => { if (update.docChanged) area.value = update.state.doc.toString(); }),
    ]})});
    area.after(this.view.dom);
    area.hidden = true;
    document.querySelector(`label[for=${area.id}]`).hidden = true;
  }

  get text() {
    return this.view.state.doc.toString();
  }

  set text(text) {
    this.view.dispatch({changes: {from: 0, to: this.view.state.doc.length, insert: text}});
    this.view.focus();
  }

  // Marks a line as wrong, and says why; without a line nothing is marked.
  mark(line, message) {
    const {doc} = this.view.state;
    const bad = line ? doc.line(Math.min(line, doc.lines)) : null;
    this.view.dispatch(setDiagnostics(this.view.state, bad ? [{from: bad.from, to: bad.to, severity: 'error', message}] : []));
  }
}
