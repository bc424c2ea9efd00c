// A named query's answer as a drawing of things and lines.
import {drawNets} from './query/net.js';

drawNets();
