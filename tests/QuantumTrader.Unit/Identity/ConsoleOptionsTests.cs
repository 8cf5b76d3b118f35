using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Unit.Identity;

public sealed class ConsoleOptionsTests
{
    private const string Canary = "canary-7Hq";

    [Fact]
    public void Options_Default_AreGood()
    {
        Assert.True(new ValidateConsoleOptions().Validate(null, new()).Succeeded);
        Assert.True(new ValidateAccessOptions().Validate(null, new()).Succeeded);
    }

    [Fact]
    public void Postgres_WithServerAndDatabase_IsGood() => Assert.True(Check($"Host=db.example;Database=quantum;Username=u;Password={Canary}").Succeeded);

    [Theory]
    [InlineData(null, "is empty")]
    [InlineData("   ", "is empty")]
    [InlineData("Database=quantum;Password=canary-7Hq", "names no server")]
    [InlineData("Host=db.example;Password=canary-7Hq", "names no database")]
    [InlineData("postgres://u:canary-7Hq@db.example/quantum", "cannot be read")]
    [InlineData("Host=db.example;Database=q;Nonsense=canary-7Hq", "cannot be read")]
    [InlineData("Host=db.example;Database=q;Port=canary-7Hq", "cannot be read")]
    public void Postgres_WithABadConnectionString_IsRefusedWithoutTellingIt(string? text, string why)
    {
        var failure = Assert.Single(Check(text).Failures!);

        Assert.StartsWith("Console:ConnectionString ", failure, StringComparison.Ordinal);
        Assert.Contains(why, failure, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Sqlite_WithAConnectionString_IsRefusedAsContradictory() =>
        Assert.Contains("Console:Provider is Sqlite", new ValidateConsoleOptions().Validate(null, new() { ConnectionString = Canary }).FailureMessage, StringComparison.Ordinal);

    [Fact]
    public void Access_IdleLongerThanTheSession_IsRefused() =>
        Assert.StartsWith("Access:IdleMax", new ValidateAccessOptions().Validate(null, new() { IdleMax = TimeSpan.FromHours(8), SessionMax = TimeSpan.FromHours(1) }).FailureMessage, StringComparison.Ordinal);

    private static Microsoft.Extensions.Options.ValidateOptionsResult Check(string? connectionString) =>
        new ValidateConsoleOptions().Validate(null, new() { Provider = ConsoleProvider.Postgres, ConnectionString = connectionString });
}
