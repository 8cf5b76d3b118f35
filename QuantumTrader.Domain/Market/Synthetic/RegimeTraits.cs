namespace QuantumTrader.Domain.Market.Synthetic;

/// <summary>How the common factor behaves in one regime, per one-minute bar.</summary>
/// <param name="Drift">Mean return of the factor.</param>
/// <param name="Volatility">Standard deviation of the factor's return.</param>
/// <param name="Pull">Share of the distance to the recent mean that is taken back each bar; makes a range.</param>
/// <param name="JumpChance">Chance of a jump of the whole market, each bar.</param>
/// <param name="LeaveChance">Chance to change the regime, each bar; its inverse is the mean length in minutes.</param>
internal readonly record struct RegimeTraits(double Drift, double Volatility, double Pull, double JumpChance, double LeaveChance)
{
    private static readonly RegimeTraits[] Table =
    [
        new(0, 0.00030, 0, 0.00002, 1 / 150.0),
        new(+0.00009, 0.00040, 0, 0.00005, 1 / 100.0),
        new(-0.00009, 0.00045, 0, 0.00010, 1 / 100.0),
        new(0, 0.00045, 0.02, 0.00002, 1 / 150.0),
        new(-0.00010, 0.00500, 0, 0.00400, 1 / 100.0),
    ];

    // Weights of the next regime: calm, up, down, range, turbulent. A row gives no weight to itself.
    private static readonly double[][] Next =
    [
        [0.00, 0.33, 0.32, 0.33, 0.02],
        [0.40, 0.00, 0.17, 0.40, 0.03],
        [0.35, 0.22, 0.00, 0.37, 0.06],
        [0.35, 0.32, 0.31, 0.00, 0.02],
        [0.40, 0.20, 0.20, 0.20, 0.00],
    ];

    public static RegimeTraits Of(SyntheticRegime regime) => Table[(int)regime];

    /// <param name="from">The regime that ends.</param>
    /// <param name="draw">Uniform in [0, 1).</param>
    public static SyntheticRegime Successor(SyntheticRegime from, double draw)
    {
        var weights = Next[(int)from];
        var i = 0;
        for (; i < weights.Length - 1 && draw >= weights[i]; i++)
        {
            draw -= weights[i];
        }

        // Rounding may leave a last hair of probability on the regime itself.
        return i == (int)from ? SyntheticRegime.Calm : (SyntheticRegime)i;
    }
}
