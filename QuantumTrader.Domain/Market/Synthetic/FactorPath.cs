namespace QuantumTrader.Domain.Market.Synthetic;

/// <summary>
/// The common factor of all symbols: a Markov chain of regimes, GARCH(1,1) noise around the regime's volatility
/// (Bollerslev, 1986) and rare jumps, mostly downwards.
/// </summary>
internal sealed class FactorPath
{
    // h' = h + 0.06 * (target - h) + 0.12 * (shock² - h): clusters, stays finite, and returns to the regime's level.
    private const double ToTarget = 0.06;
    private const double ToShock = 0.12;
    private const double AnchorShare = 1 / 60.0;

    private double _variance = Square(RegimeTraits.Of(SyntheticRegime.Calm).Volatility);
    private double _level;
    private double _anchor;

    public SyntheticRegime Regime { get; private set; } = SyntheticRegime.Calm;

    /// <summary>Conditional standard deviation over that of a calm minute.</summary>
    public double Heat { get; private set; } = 1;

    /// <summary>The factor's logarithmic return in this bar. Uses the lanes 0 to 5.</summary>
    public double Next(in BarDraws draws)
    {
        var traits = SwitchRegime(draws);
        var target = Square(traits.Volatility);
        var (normal, jumpSize) = draws.Normals(2);
        var shock = Math.Sqrt(_variance) * normal;
        _variance += (ToTarget * (target - _variance)) + (ToShock * ((shock * shock) - _variance));
        Heat = Math.Sqrt(_variance) / RegimeTraits.Of(SyntheticRegime.Calm).Volatility;

        var move = traits.Drift + shock + (traits.Pull * (_anchor - _level)) + Jump(traits, draws, jumpSize);
        _level += move;
        _anchor += AnchorShare * (_level - _anchor);
        return move;
    }

    private RegimeTraits SwitchRegime(in BarDraws draws)
    {
        if (draws.Uniform(0) < RegimeTraits.Of(Regime).LeaveChance)
        {
            Regime = RegimeTraits.Successor(Regime, draws.Uniform(1));
        }

        return RegimeTraits.Of(Regime);
    }

    /// <summary>A jump of 1.5 % or more, three times in four downwards.</summary>
    private static double Jump(in RegimeTraits traits, in BarDraws draws, double size)
    {
        if (draws.Uniform(4) >= traits.JumpChance)
        {
            return 0;
        }

        var magnitude = 0.015 + (0.012 * Math.Abs(size));
        return draws.Uniform(5) < 0.75 ? -magnitude : magnitude;
    }

    private static double Square(double value) => value * value;
}
