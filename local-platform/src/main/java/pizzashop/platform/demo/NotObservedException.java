package pizzashop.platform.demo;

/** Something that should have happened did not, in time or at all. */
final class NotObservedException extends RuntimeException {

	NotObservedException(String what) {
		super(what);
	}

}
