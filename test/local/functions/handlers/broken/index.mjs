throw new SyntaxError('broken at load');
