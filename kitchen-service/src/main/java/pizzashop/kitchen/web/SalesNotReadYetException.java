package pizzashop.kitchen.web;

/** The kitchen has just started: what sells is told in a moment. */
class SalesNotReadYetException extends RuntimeException {

	private static final long serialVersionUID = 1L;

}
