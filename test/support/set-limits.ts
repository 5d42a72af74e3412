// For each test file anew: the machine may have become busy since the last one.
import { jest } from '@jest/globals';
import { limit } from './limits.ts';

jest.setTimeout(limit(60));
