using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Unit.Hosting;

public sealed class SecretArgumentsTests
{
    [Theory]
    [InlineData("Binance:ApiSecret", "--Binance:ApiSecret=canary")]
    [InlineData("Binance:ApiKey", "--binance:apikey", "canary")]
    [InlineData("Binance:ApiSecret", "/Binance:ApiSecret=canary")]
    [InlineData("Binance:ApiSecret", "Binance__ApiSecret=canary")]
    [InlineData("Web:KeyCertificatePassword", "--Market:Speed=1", "--Web:KeyCertificatePassword=canary")]
    [InlineData("Alerts:WebhookSecret", "--Alerts:WebhookSecret", "canary")]
    [InlineData("Redis:ConnectionString", "--Redis:ConnectionString=h:1,password=canary")]
    [InlineData("Console:ConnectionString", "--Console:ConnectionString", "Host=h;Password=canary")]
    public void Argument_ThatIsASecret_IsNamedAndNotRepeated(string key, params string[] args)
    {
        var refusal = SecretArguments.Refusal(args)!;
        Assert.StartsWith($"{key} is not taken", refusal, StringComparison.Ordinal);
        Assert.Contains(key.Replace(":", "__", StringComparison.Ordinal), refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Market:Speed=1200")]
    [InlineData("--Binance:UseSecretFile=true")]
    [InlineData("--Redis:ConnectionString=127.0.0.1:6379")]
    [InlineData("ess", "activate", "--reason", "Binance:ApiSecret was shown")]
    public void Argument_ThatIsNone_IsTaken(params string[] args) => Assert.Null(SecretArguments.Refusal(args));
}
