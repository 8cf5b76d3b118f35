using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Market.Synthetic;

/// <summary>
/// One symbol's path: beta times the factor, noise of its own with volatility clustering, a slow drift of its own, rare
/// jumps of its own, and a weak pull to its start that keeps years of bars in a plausible band.
/// </summary>
internal sealed class SymbolPath
{
    /// <summary>Draws per symbol and bar; lanes below <see cref="FirstLane"/> belong to the factor.</summary>
    private const int Lanes = 16;
    private const int FirstLane = 8;

    private const double ToTarget = 0.06;
    private const double ToShock = 0.10;
    private const double DriftMemory = 1 - (1 / 45.0);
    private const double DriftNoise = 0.03;
    private const double HomePull = 1 / 43_200.0;
    private const double JumpChance = 0.00004;

    private readonly SyntheticSymbol _symbol;
    private readonly int _lane;
    private readonly double _home;
    private double _logOpen;
    private double _logClose;
    private double _variance;
    private double _drift;

    public SymbolPath(SyntheticSymbol symbol, int number)
    {
        _symbol = symbol;
        _lane = FirstLane + (number * Lanes);
        _home = Math.Log((double)symbol.PriceStart.Value);
        _logOpen = _logClose = _home;
        _variance = symbol.Volatility * symbol.Volatility;
    }

    /// <summary>Moves on by one bar.</summary>
    public void Advance(in BarDraws draws, double factorReturn, double heat)
    {
        var (noise, driftNoise) = draws.Normals(_lane);
        // Own noise grows with the market's, at half the pace: correlations rise in a crash, as they do.
        var level = _symbol.Volatility * 0.5 * (1 + heat);
        var shock = Math.Sqrt(_variance) * noise;
        _variance += (ToTarget * ((level * level) - _variance)) + (ToShock * ((shock * shock) - _variance));
        _drift = (DriftMemory * _drift) + (DriftNoise * _symbol.Volatility * driftNoise);

        _logOpen = _logClose;
        _logClose += (_symbol.Beta * factorReturn) + shock + _drift + Jump(draws) + (HomePull * (_home - _logClose));
    }

    /// <summary>The bar that <see cref="Advance"/> moved over. Calling it or not changes nothing that comes later.</summary>
    public Candle ToCandle(in BarDraws draws, DateTimeOffset openTimeUtc, TimeSpan interval)
    {
        var move = _logClose - _logOpen;
        var spread = Math.Sqrt(_variance) + (0.25 * Math.Abs(move));
        var high = Math.Max(_logOpen, _logClose) + (Excursion(draws, 4) * spread);
        var low = Math.Min(_logOpen, _logClose) - (Excursion(draws, 5) * spread);
        var (open, close) = (Round(_logOpen), Round(_logClose));
        var volume = Volume(draws, Math.Abs(move) / _symbol.Volatility, close);
        return new Candle(
            openTimeUtc,
            interval,
            open,
            Round(high), // rounding keeps order, so high and low stay outside the body
            Round(low),
            close,
            volume,
            new Usd(decimal.Round((open.Value + close.Value) / 2 * volume.Value, 4)));
    }

    private double Jump(in BarDraws draws) =>
        draws.Uniform(_lane + 2) < JumpChance ? 0.05 * ((2 * draws.Uniform(_lane + 3)) - 1) : 0;

    /// <summary>How far beyond the body a wick goes: exponential with mean 0.5.</summary>
    private double Excursion(in BarDraws draws, int lane) => -0.5 * Math.Log(1 - draws.Uniform(_lane + lane));

    private Quantity Volume(in BarDraws draws, double surprise, Price price)
    {
        var (noise, _) = draws.Normals(_lane + 6);
        var quote = _symbol.QuoteVolumePerBar * Math.Exp(0.45 * noise) * (0.6 + (0.25 * Math.Min(surprise, 40)));
        var units = new Usd((decimal)quote).At(price).FloorToStep(_symbol.StepSize);
        return units.IsPositive ? units : new Quantity(_symbol.StepSize);
    }

    private Price Round(double log)
    {
        var price = new Price((decimal)Math.Exp(log) + (_symbol.TickSize / 2)).FloorToTick(_symbol.TickSize);
        return price.IsValid ? price : new Price(_symbol.TickSize);
    }
}
