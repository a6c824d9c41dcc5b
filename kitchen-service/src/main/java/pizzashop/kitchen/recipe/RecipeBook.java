package pizzashop.kitchen.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

/** What the kitchen puts onto which pizza. */
@Component
public class RecipeBook {

	private static final String PINEAPPLE = "pineapple";

	private static final Map<String, List<String>> TOPPINGS = Map.of(
	// @formatter:off
			"Margherita", List.of("tomato", "mozzarella", "basil"),
			"Marinara", List.of("tomato", "garlic", "oregano"),
			"Diavola", List.of("tomato", "mozzarella", "spicy salami"),
			"Funghi", List.of("tomato", "mozzarella", "mushrooms"),
			"Quattro Formaggi", List.of("mozzarella", "gorgonzola", "fontina", "parmesan"),
			"Prosciutto", List.of("tomato", "mozzarella", "ham"),
			"Hawaiian", List.of("tomato", "mozzarella", "ham", PINEAPPLE)
			// @formatter:on
	);

	/**
	 * Why the kitchen will not make a pizza, in words for the customer; empty when it
	 * will.
	 */
	public Optional<String> objectionTo(String pizza) {
		List<String> toppings = TOPPINGS.get(pizza);
		if (toppings == null) {
			return Optional.of("We have no recipe for a " + pizza + ".");
		}
		return toppings.contains(PINEAPPLE) ? Optional.of("Pineapple: we have standards.") : Optional.empty();
	}

}
