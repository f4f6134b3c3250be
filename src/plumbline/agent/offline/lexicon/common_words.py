"""Ordinary English words. They are never corrected into domain words, and a symbol that is one of them must be typed in capitals."""

_TEXT = """
a able about above absolute according account across act action actual actually add added adds adding affect affected after again against
age ago agree ahead air all allow almost alone along already also although always am amazing among amount an and annual another answer any
anybody anyone anything anyway anywhere apart appear approach april are area aren around arrange art as ask asked asking assume assuming at
attention august available average avoid away awesome back backed bad badly balance bar base based basic be bear beat beaten became because
become been before began begin beginning behave behind being believe below beside best bet better between beyond big bigger biggest bit black
blue board book both bottom bought bounce brand break breakdown brief bring broad broke broken brought build bull bunch burn business but buy
buying by call called calls came can cancel candidate cannot capital car care carry case catch cause caused causes causing cell center
certain chance change changed changes changing chart charts cheap cheaper cheapest check checking child choose city clean clear clearly close closed
closer closing club code cold collapse collapsed collapses color combine combined come comes coming comment common company companies compare compared compares comparing
comparison compute computed concern concerned concerns condition confused consider consist contain continue contribute contributed contributes contributing contribution contributors
contributor control cool correct corrected cost costs could count counts couple course cover covered crash crashed crashes crashing create created crisis current currently cut
cuts cute daily damage danger dangerous dashboard data date dates day days deal dear december decide decided declined decline declines declining decrease decreased deep
deeper deepest define definition depend describe despite detail detailed details develop did didn die differ difference differences different differently
digit direct direction discuss display divided do doctor does doesn dog doing dollar dollars don done dot double doubled doubles doubling doubt down downs drag dragged
dragging draw drew drive driven driver drivers drives driving drop dropped dropping drops drove due dump during each earlier early earn earned
ease easily easy eat effect eight either eleven else email empty end ended ending ends enough enter entire equal equally especially estimate even
evening ever every everybody everyone everything exact exactly example excellent except excluding exclude expect expected expensive explain explained explains
explanation export express extra extreme face fact fair fall fallen falling falls false family far fast faster father favor fear february feel feeling fell
few fewer field fifteen fifty fight figure figures file fill final finally finance financial find fine finish fire first fit five fix flat
focus folks follow followed following follows food for force forecast forget form format forty forward found four fourteen fourth free fresh friday
friend from front full fully fun fund funds further future gain gained gainer gainers gaining gains game gap gas gave general generally get gets
getting give given gives giving glad go goes going gone good got graph great greater green group groups grow growing grown growth guess guy guys had half halve
halved halves hand handle hang happen happened happening happens happy hard has hate have having he head health hear heard heart heavy heavily heavier lighter hedge height held hello
help helped helpful helps helping her here hey hi hide high higher highest highlight him his history hit hits hold holder holding holds home hope horizon hot hour hours
house how however huge human hundred hurt hurting hurts i idea if ignore impact important in inc include included includes including income
increase increased increases incredible indeed indicate individual info information inside instead interest interested interesting into invest invested investing
investment investments investor is isn issue issues it item items its itself january job join july jump jumped jumps june just keep keeping keeps kept key kid kidding
kind kinds knew know known knows lack lag lagged lagging land large largely larger largest last late lately later latest laugh lead leaders leading learn least leave leaves left
less let lets letter level levels leverage liable life light like likely limit line lines list listed lists little live load local long longer longest look
looked looking looks lose loser losers loses losing loss losses lost lot lots love loved low lower lowest luck made main mainly make makes making man manage manager many
march mark market markets match matter matters may maybe me mean means meant measure measures meet member members men mention message met method middle might mind mine
minus minute minutes miss missed missing mistake mix mode model moment monday money month monthly months more morning most mostly mother move moved mover movers moves
moving much multiple must my myself name named names near nearly necessary need needed needs negative neither never new news next nice night nine no nobody none
noon nor normal normally not note notes nothing notice november now nowhere number numbers october of off offer office offset often oil ok okay old older on once
one ones only open opinion opposite or orange order orders other others otherwise ought our ours out over overall overview own owned owner owning owns page paid pain pair
panic paper part particular particularly parts party pass past path pay paying payment pays people per percent percentage performance perform performed performer performers performing perhaps period
person pick picks picture piece pieces place plain plan play please plot plus point points poor poorly portion portfolio portfolios position positions positive
possible post pounds power predict prefer present pretty previous previously price prices prior private probably problem problems produce product products profit
profitable profits progress protect protected protection provide public pull pulled pulling purchase put puts quarter quarters question questions quick quickly quiet quite
raise rallied rallies rally rallying ran random range ranges rank ranked ranking rate rates rather ratio raw reach read ready real really reason reasons recap receive recent recently
recession red reduce reduced reduces reducing regard regarding related relation relative relatively remain remaining remember remind remove repeat replace report reports represent request
rest result results return returned returns review rich ride right rise risen rises rising risk riskier riskiest risks risky road role room rose roughly round rule run running
runs sad safe safer safest said sale same save saved saw say saying says scale scared scary scenario score sec second seconds section see seem seems seen self
sell selling sells send sense separate september series serious serve session set seven several severe shall shape share shares she sheet shock shocked shoot shop
short shorts should show showing shown shows side sign significant similar simple simply since single sir sit site situation six sixty size sized sizes sizing skip slice
slow slump slumped slumps small smaller smallest so sold some somebody somehow someone something sometimes somewhere soon sorry sort source sources space speak specific
specifically spend spent split spread stake stakes stand start started starting starts state stay step steps still stock stocks stop store story straight strong stronger strongest
stuff style subject such sudden suddenly sum summarize summary sun sunday super support suppose supposing sure surge surged surges surprise swing system table
take taken takes taking talk tank tanked tanking tanks tax taxes team tell ten tend term terms terrible test tested than thank thanks that the their them themselves then there these they
thing things think third thirty this those though thought thousand three threshold through throughout thursday thus tickers ticker till time times tiny title to today
together told tomorrow tonight too took top topic total totals touch toward track trade traded trades trading trend trends tried triple tripled trouble true truly trust try trying tuesday tumble tumbled tumbles turn
turned twelve twenty twice two type typical typically under understand unit units unless unlike until up update updated upon ups upset us use used useful user uses using usual
usually value valued values very via view want wanted wants warn warning was wash wasn watch water way ways we weak weaker weakest wealth wednesday week weekly weeks weight
welcome well went were what whatever when whenever where whether which while white who whoever whole whom whose why wide will win winner winners winning wins wipe wiped wise wish with
within without woman won wonder word words work worked working works world worried worries worry worrying worse worst worth would wow write writing wrong wrote yeah
year yearly years yes yesterday yet decade decades inception lifetime trailing intraday onward onwards calendar fiscal fare fared fares dear hey kindly rough gotten bucks stuff geez wondering curious deposit deposits withdraw withdrawal withdrawn received receiving fee fees commission duration maturity manage esg skew split transaction transactions broker net gross nets trend expiry expire expires outperform outperforms underperform underperforms weighted average averages riskier yields tail hedge hedged hedges annual annualized correlation you young your yours yourself zero
bonds bond crypto bitcoin gold silver currency euro dollar yen house salary mortgage loan credit debit card bank banks broker advisor adviser client clients pension
age retire save saving savings rich poor lucky joke poem song recipe weather sport football president election war peace inflation fed rates rate
stress stressed stressing sensitive exposed diversify diversified insurance insure profile safely trim rebalance sharply steady steadily stable stability roughest toughest calmest calm jumpy
wild wildest bumpy dead alive suffer suffered suffers ruin ruined bleed bleeding pop popped plunge plunged plunges soar soared soars climb climbed climbs slide slid slides
sink sank sinks dip dipped dips recover recovered recovers recovery outperformer underperformer laggard laggards leader cheapest priciest frequency often quotes
"""
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly", "ion", "ions", "ment", "al", "y")
BASE_WORDS = frozenset(_TEXT.split())
COMMON_WORDS = BASE_WORDS | frozenset(word + ending for word in _TEXT.split() if len(word) > 3 for ending in _ENDINGS)
"""With the usual endings: what they make is at worst no word, which does no harm here."""
