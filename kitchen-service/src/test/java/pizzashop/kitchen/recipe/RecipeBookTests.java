package pizzashop.kitchen.recipe;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RecipeBookTests {

	private final RecipeBook recipes = new RecipeBook();

	@ParameterizedTest
	@ValueSource(strings = { "Margherita", "Marinara", "Diavola", "Funghi", "Quattro Formaggi", "Prosciutto" })
	void thereIsNoObjectionToAPizzaWithoutPineapple(String pizza) {
		assertThat(this.recipes.objectionTo(pizza)).isEmpty();
	}

	@Test
	void theKitchenHasStandards() {
		assertThat(this.recipes.objectionTo("Hawaiian")).contains("Pineapple: we have standards.");
	}

	@Test
	void aPizzaWithoutRecipeIsNotMade() {
		assertThat(this.recipes.objectionTo("Calzone")).contains("We have no recipe for a Calzone.");
	}

}
