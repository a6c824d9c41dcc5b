package pizzashop.platform.process;

import java.io.IOException;

/**
 * What a process needs before it can start, say its configuration file. It runs before
 * every start, so it leaves data alone that is already there.
 */
@FunctionalInterface
public interface Preparation {

	void run() throws IOException, InterruptedException;

}
