namespace QuantumTrader.FakeVenue;

/// <summary>
/// The shape of the synthetic book around the touch. Each taker order meets the whole book: what one takes is there
/// again for the next, so results do not depend on how fast the price path ticks.
/// </summary>
/// <param name="Levels">Price levels on each side, at least 1; 0 is an empty book.</param>
/// <param name="NotionalPerLevel">USDT resting on each level.</param>
/// <param name="SpacingTicks">Ticks between levels.</param>
/// <param name="RestingFillMax">USDT of one resting order that one tick of the path fills; null fills it whole.</param>
public sealed record VenueDepth(int Levels = 20, decimal NotionalPerLevel = 100_000m, int SpacingTicks = 1, decimal? RestingFillMax = null);
