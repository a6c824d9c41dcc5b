package pizzashop.platform;

/** Takes shutdown hooks back. */
final class ShutdownHooks {

	private ShutdownHooks() {
	}

	/** Does nothing when the JVM is already shutting down. */
	static void remove(Thread hook) {
		try {
			Runtime.getRuntime().removeShutdownHook(hook);
		}
		catch (IllegalStateException ex) {
			// the hook runs, or has run: what it does may safely be done twice
		}
	}

}
