namespace QuantumTrader.Web.Ui.Shell;

/// <summary>Below 60 %, from 60 %, from 80 % and from 100 % of the drawdown limit.</summary>
public enum HeadroomTier
{
    Unknown,
    Ok,
    Caution,
    Warning,
    Limit,
}
