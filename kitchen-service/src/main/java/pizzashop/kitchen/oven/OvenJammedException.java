package pizzashop.kitchen.oven;

/** Nothing can be put into the oven until somebody repairs it. */
public class OvenJammedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	OvenJammedException() {
		super("The oven is jammed");
	}

}
