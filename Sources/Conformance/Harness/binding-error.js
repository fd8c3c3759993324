'use strict';

/** The binding names something that the client does not have: nothing is known of the client. */
class BindingError extends Error {
  /**
   * @param place the binding's key: `client.drive.start`.
   * @param trouble what is wrong there.
   * @param remedy what to write instead.
   */
  constructor(place, trouble, remedy) {
    super(`the binding's ${place}: ${trouble}; ${remedy}`);
  }
}

/** Names of what a thing has, for a message: those of its methods, or all. */
function namesOf(thing, isWanted) {
  const names = new Set();
  for (let holder = thing; holder !== null && holder !== undefined && names.size < 200; holder = Object.getPrototypeOf(holder)) {
    if (Object.getPrototypeOf(holder) === null && holder !== thing) {
      break; // what every object has
    }
    Object.getOwnPropertyNames(holder)
      .filter((name) => name !== 'constructor' && name !== '__esModule' && isWanted(holder, name))
      .forEach((name) => names.add(name));
  }
  return names.size === 0 ? 'nothing' : [...names].sort().slice(0, 20).join(', ');
}

/** Without asking a getter, which would run the client's code. */
function isMethod(holder, name) {
  return typeof Object.getOwnPropertyDescriptor(holder, name)?.value === 'function';
}

module.exports = { BindingError, namesOf, isMethod };
