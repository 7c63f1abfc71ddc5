using AnnotationHub.Domain.Earnings;

namespace AnnotationHub.Domain.Tests.Earnings;

public sealed class PayeeNumbersTests
{
    // The example of GB 11643-1999 itself, and numbers made by its rule.
    [Theory]
    [InlineData("11010519491231002X", true)]
    [InlineData("11010519491231002x", true)]
    [InlineData("440524188001010014", false)] // Right by its digit, but nobody of 1880 opens an account.
    [InlineData("110105194912310020", false)]
    [InlineData("110105194913310021", false)]
    [InlineData("1101051949123100", false)]
    [InlineData(null, false)]
    public void IsResidentId_ByDigitAndBirthDate(string? number, bool expected) => Assert.Equal(expected, PayeeNumbers.IsResidentId(number));

    [Theory]
    [InlineData("6222021234567890128", true)]
    [InlineData("4111111111111111", true)]
    [InlineData("4111111111111112", false)]
    [InlineData("4111111111111", false)]
    [InlineData("411111111111111a", false)]
    public void IsBankCard_ByLuhn(string number, bool expected) => Assert.Equal(expected, PayeeNumbers.IsBankCard(number));

    [Fact]
    public void IsBankCard_TwoNeighboursExchanged_IsFound()
    {
        const string Card = "6222021234567890128";
        for (var i = 0; i + 1 < Card.Length; i++)
        {
            // Luhn sees every exchange but that of 0 and 9.
            if (Card[i] == Card[i + 1] || (Card[i], Card[i + 1]) is ('0', '9') or ('9', '0')) continue;
            Assert.False(PayeeNumbers.IsBankCard($"{Card[..i]}{Card[i + 1]}{Card[i]}{Card[(i + 2)..]}"));
        }
    }

    [Theory]
    [InlineData("13800138000", true)]
    [InlineData("12800138000", false)]
    [InlineData("1380013800", false)]
    public void IsMobile_OfTheMainland(string number, bool expected) => Assert.Equal(expected, PayeeNumbers.IsMobile(number));
}
