using Microsoft.Extensions.Options;

namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>One line per fault, each naming its key. What is not used is not checked.</summary>
/// <param name="isUsed">Whether this venue is chosen at all; only then it needs addresses and keys.</param>
public sealed class ValidateBinanceOptions(bool isUsed) : IValidateOptions<BinanceOptions>
{
    public ValidateOptionsResult Validate(string? name, BinanceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [];
        if (isUsed)
        {
            CheckAddresses(options, faults);
            CheckKeys(options, faults);
        }

        CheckTimes(options, faults);
        CheckLimits(options, faults);
        CheckAccount(options, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckAddresses(BinanceOptions options, List<string> faults)
    {
        CheckAddress("RestUrl", options.RestUrl, "https", "http", isNeeded: true, faults);
        CheckAddress("StreamUrl", options.StreamUrl, "wss", "ws", isNeeded: true, faults);
        CheckAddress("WalletUrl", options.WalletUrl, "https", "http", isNeeded: false, faults);
    }

    private static void CheckAddress(string key, string text, string secure, string plain, bool isNeeded, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            if (isNeeded) faults.Add($"Binance:{key} is not set; there is no default. Write the venue's address, such as {secure}://host.");
            return;
        }

        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            faults.Add($"Binance:{key} must be an address without path, query or user name, such as {secure}://host.");
        }
        else if (uri.Scheme != secure && !(uri.Scheme == plain && uri.IsLoopback))
        {
            faults.Add($"Binance:{key} must begin with {secure}://; {plain}:// is allowed on this machine only, since it would carry the key in the clear.");
        }
    }

    private static void CheckKeys(BinanceOptions options, List<string> faults)
    {
        CheckText("ApiKey", options.ApiKey, faults);
        CheckText("ApiSecret", options.ApiSecret, faults);
        if (options.UseSecretFile)
        {
            return; // whoever has the data directory fills them in, or says why not
        }

        const string Remedy = "is not set; put it into the environment (Binance__{0}), user-secrets or the encrypted file (Binance:UseSecretFile), never into appsettings.json.";
        if (options.ApiKey is not { IsEmpty: false }) faults.Add("Binance:ApiKey " + Remedy.Replace("{0}", "ApiKey", StringComparison.Ordinal));
        if (options.ApiSecret is not { IsEmpty: false }) faults.Add("Binance:ApiSecret " + Remedy.Replace("{0}", "ApiSecret", StringComparison.Ordinal));
    }

    private static void CheckText(string key, Secret? secret, List<string> faults)
    {
        if (secret is { IsSound: false }) faults.Add($"Binance:{key} has characters that no key has (white space, or letters beyond ASCII); copy it anew.");
    }

    private static void CheckTimes(BinanceOptions o, List<string> faults)
    {
        Check(o.OrderTimeout, "OrderTimeout", TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), faults);
        Check(o.ReadTimeout, "ReadTimeout", TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(60), faults);
        Check(o.ReceiveWindow, "ReceiveWindow", TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(60), faults);
        Check(o.ClockInterval, "ClockInterval", TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), faults);
        Check(o.TurnWaitMax, "TurnWaitMax", TimeSpan.Zero, TimeSpan.FromSeconds(10), faults);
        Check(o.RatePause, "RatePause", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), faults);
        Check(o.InstrumentsAgeMax, "InstrumentsAgeMax", TimeSpan.FromMinutes(1), TimeSpan.FromHours(24), faults);
        Check(o.TransfersAgeMax, "TransfersAgeMax", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), faults);
        Check(o.KeyAgeMax, "KeyAgeMax", TimeSpan.FromDays(1), TimeSpan.FromDays(3_650), faults);
        if (o.DeadManCountdown == TimeSpan.Zero)
        {
            return;
        }

        Check(o.DeadManCountdown, "DeadManCountdown", TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10), faults);
        if (!(o.DeadManInterval > TimeSpan.Zero && o.DeadManInterval * 3 <= o.DeadManCountdown))
        {
            faults.Add("Binance:DeadManInterval must be above zero and at most a third of Binance:DeadManCountdown, or one lost request cancels orders.");
        }
    }

    private static void CheckLimits(BinanceOptions o, List<string> faults)
    {
        Check(o.WeightPerMinute, "WeightPerMinute", 10, 1_000_000, faults);
        Check(o.OrdersPerTenSeconds, "OrdersPerTenSeconds", 1, 100_000, faults);
        Check(o.OrdersPerMinute, "OrdersPerMinute", 1, 1_000_000, faults);
        if (!(o.Reserve >= 0m && o.Reserve <= 0.9m)) faults.Add("Binance:Reserve must be from 0 to 0.9.");
        foreach (var (call, weight) in o.Weights)
        {
            if (!Http.BinanceEndpoints.IsKnown(call)) faults.Add($"Binance:Weights names '{call}', which is not used; write verb and path, such as 'GET /fapi/v1/income'.");
            else if (weight is < 0 or > 1_000) faults.Add($"Binance:Weights:{call} must be from 0 to 1000.");
        }
    }

    private static void CheckAccount(BinanceOptions o, List<string> faults)
    {
        if (!Enum.IsDefined(o.Transport)) faults.Add($"Binance:Transport is {o.Transport}: use Http or BinanceNet.");
        if (o.Transport == BinanceTransport.BinanceNet && !BinanceTransports.HasBinanceNet) faults.Add("Binance:Transport is BinanceNet, which this build does not have: build it with -p:BinanceNet=true, or leave the setting out.");
        if (o.MarginType is not ("CROSSED" or "ISOLATED")) faults.Add("Binance:MarginType must be CROSSED or ISOLATED.");
        if (!(o.FeeRateAssumed >= 0.0001m && o.FeeRateAssumed <= 0.01m)) faults.Add("Binance:FeeRateAssumed must be from 0.0001 to 0.01.");
        if (o.SettlementAsset is not { Length: >= 2 and <= 16 } asset || !asset.All(char.IsAsciiLetterUpper))
        {
            faults.Add("Binance:SettlementAsset must be 2 to 16 capital letters, such as USDT.");
        }
    }

    private static void Check(TimeSpan value, string key, TimeSpan min, TimeSpan max, List<string> faults)
    {
        if (!(value >= min && value <= max)) faults.Add($"Binance:{key} must be from {min:c} to {max:c}.");
    }

    private static void Check(int value, string key, int min, int max, List<string> faults)
    {
        if (value < min || value > max) faults.Add(FormattableString.Invariant($"Binance:{key} must be from {min} to {max}."));
    }
}
