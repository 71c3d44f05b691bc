import fc from 'fast-check';

/** The same cases in every run: what a property test finds is found again, and a change is judged by its own effect. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_122 });
