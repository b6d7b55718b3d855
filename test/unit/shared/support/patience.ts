/** Properties try hundreds of inputs: milliseconds on an idle machine, seconds on one with other work to do. */
jest.setTimeout(60_000);
