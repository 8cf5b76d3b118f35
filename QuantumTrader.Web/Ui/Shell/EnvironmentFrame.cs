using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>Whose money is at stake, in a word, a colour and a sentence.</summary>
public sealed record EnvironmentFrame(string Word, string Css, string Colour, string Meaning)
{
    public static EnvironmentFrame Of(TradingEnvironment? environment) => environment switch
    {
        TradingEnvironment.Paper => new("PAPER", "paper", "#3b82f6", "Paper account: no money is at stake."),
        TradingEnvironment.Rehearsal => new("REHEARSAL", "rehearsal", "#a855f7", "A fake venue on this machine: no money is at stake."),
        TradingEnvironment.Testnet => new("TESTNET", "testnet", "#f5a524", "The exchange's testnet: no money is at stake."),
        TradingEnvironment.Live => new("LIVE", "live", "#ef4444", "Real money."),
        null => new("NOT KNOWN", "unknown", "#6b7280", "The engine has not said yet which environment it trades in."),
        _ => new("NOT KNOWN", "live", "#ef4444", "The engine names an environment that this screen does not know; take it for real money."),
    };
}
