// Loaded before a command of bin/ that a test runs.
import { takeCoverage } from './v8.ts';

process.once('exit', takeCoverage);
