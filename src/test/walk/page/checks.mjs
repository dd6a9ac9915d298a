let failed = 0;

/** One line for one check. */
export function holds(sentence, condition, detail) {
  if (condition) {
    console.log(`ok    ${sentence}`);
  } else {
    failed++;
    console.log(`FAIL  ${sentence}\n      ${JSON.stringify(detail)?.slice(0, 3000)}`);
  }
}

export const failures = () => failed;

/** One part of a walk; what stops it is a failure of its own, and the other parts follow. */
export async function part(name, work) {
  try {
    await work();
  } catch (failure) {
    holds(`${name} comes to its end`, false, failure.stack);
  }
}

/** Whether it comes true within 20 seconds. */
export async function until(condition) {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    try {
      if (await condition()) {
        return true;
      }
    } catch {
      // the element is not there yet
    }
    await new Promise((again) => setTimeout(again, 50));
  }
  return false;
}
